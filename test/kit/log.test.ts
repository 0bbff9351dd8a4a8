import { describe, expect, test } from 'vitest'
import type { LoggerOptions } from '../../src/kit/log.ts'
import { createLogger } from '../../src/kit/log.ts'
import { createRedactor } from '../../src/kit/redact.ts'

const logging = (options: Partial<LoggerOptions> = {}) => {
  const redactor = createRedactor()
  redactor.registerSecret('TOKEN', 'open-sesame')
  const written: string[] = []
  return {
    log: createLogger({ redact: redactor.redact, write: (line) => written.push(line), ...options }),
    written,
  }
}

describe('the log on a runner', () => {
  test('writes annotations with their place, escaped so that text cannot end the command', () => {
    const { log, written } = logging({ commands: true })
    log.error('100 % wrong\nsecond line', { file: 'a,b:c.yml', line: 3, column: 5, title: 'T: x' })
    log.warning('careful')
    log.notice('by the way')
    expect(written).toEqual([
      '::error title=T%3A x,file=a%2Cb%3Ac.yml,line=3,col=5::100 %25 wrong%0Asecond line',
      '::warning::careful',
      '::notice::by the way',
    ])
  })

  test('writes at most ten annotations of a kind, and the rest as plain lines', () => {
    const { log, written } = logging({ commands: true })
    for (let count = 1; count <= 12; count += 1) log.warning(`w${count}`, { file: 'x.yml', line: count })
    log.error('still an annotation')
    expect(written.filter((line) => line.startsWith('::warning '))).toHaveLength(10)
    expect(written.slice(10)).toEqual([
      'Warning: x.yml:11: w11',
      'Warning: x.yml:12: w12',
      '::error::still an annotation',
    ])
  })

  test('folds a group, and closes it when the work fails', async () => {
    const { log, written } = logging({ commands: true })
    await expect(
      log.group('deploy %', async () => {
        log.info('inside')
        await log.group('deeper', () => log.info('further inside'))
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(written).toEqual(['::group::deploy %25', 'inside', 'deeper', 'further inside', '::endgroup::'])
  })

  test('leaves it to the runner whether debug messages are shown', () => {
    const { log, written } = logging({ commands: true })
    log.debug('detail')
    expect(written).toEqual(['::debug::detail'])
  })

  test('cuts an annotation at the length that GitHub shows', () => {
    const { log, written } = logging({ commands: true })
    log.error('x'.repeat(10_000))
    expect(written[0]).toHaveLength('::error::'.length + 4096)
  })
})

describe('the log elsewhere', () => {
  test('writes plain lines, without commands and without colours', async () => {
    const { log, written } = logging()
    log.error('wrong', { file: 'x.yml', line: 3 })
    log.notice('look')
    log.debug('unseen')
    await log.group('title', () => log.info('inside'))
    expect(written).toEqual(['Error: x.yml:3: wrong', 'Notice: look', 'title', 'inside'])
  })

  test('colours the kind and shows debug messages when asked to', () => {
    const { log, written } = logging({ colour: true, debug: true })
    log.error('wrong')
    log.debug('seen')
    expect(written).toEqual(['\x1b[31mError:\x1b[0m wrong', 'Debug: seen'])
  })
})

describe.each([
  ['on a runner', true],
  ['elsewhere', false],
])('every way to print, %s', (_, commands) => {
  const printing = async (text: string): Promise<string[]> => {
    const { log, written } = logging({ commands, debug: true })
    log.info(text)
    log.notice(text)
    log.warning(text, { title: text, file: text })
    log.error(text)
    log.debug(text)
    await log.group(text, () => {})
    return written
  }

  test('hides secrets, also when characters that are taken out stood inside', async () => {
    const written = await printing('a open-sesame b open\x1b[0m-ses\u200bame c')
    expect(written.join('\n')).not.toContain('sesame')
    expect(written.filter((line) => line.includes('***')).length).toBe(6)
  })

  test('disarms commands in what it is given', async () => {
    const written = await printing('::add-mask::x\n::set-output name=a::b')
    const lines = written
      .join('\n')
      .split('\n')
      .map((line) => line.trim())
    const own = /^::(?:notice|warning|error|debug|group|endgroup)\b/
    expect(lines.filter((line) => line.startsWith('::') && !own.test(line))).toEqual([])
  })
})
