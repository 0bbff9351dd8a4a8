import type { ServiceConfig } from '../src/config/service.ts'
import { noticeOf, type Written } from '../src/gates/notice.ts'
import type { Runtime } from '../src/kit/action.ts'
import { inertLine, shorten } from '../src/kit/text.ts'
import type { NotifierDefinition } from '../src/notify/definition.ts'
import type { Notice, Notifier } from '../src/notify/notify.ts'
import { notifiers } from '../src/notify/registry.ts'

/** What a service needs in order to tell people. */
export interface Notices {
  /** Takes note of an event that was written; it is told when the work is done. */
  announce(written: Written): void
  /** Milliseconds after which a wait is told again; null: nobody is told. */
  remind: number | null
}

const wantedIn = ({ notify }: ServiceConfig, environment: string): ServiceConfig['notify'] =>
  notify.filter(({ environments }) => environments === null || environments.includes(environment))

/** Milliseconds after which people are told of a wait again; null: nobody is told. */
export const remindAfter = (config: ServiceConfig, environment: string): number | null => {
  const wanted = wantedIn(config, environment)
  return wanted.length === 0 ? null : Math.min(...wanted.map(({ remind }) => remind))
}

/** Longest sentence that is sent. */
const LONGEST = 1000

/**
 * Tells people what was written, when the work is done: a page that does not answer must not delay a rollback. Nothing that
 * goes wrong here changes anything else.
 */
export const openNotices = (config: ServiceConfig, environment: string, runtime: Runtime): Notices => {
  const wanted = wantedIn(config, environment)
  if (wanted.length === 0) return { announce: () => {}, remind: null }
  const written: Written[] = []
  runtime.atEnd(async () => {
    const notices = noticesOf(written, runtime)
    await Promise.all(
      wanted.map((config) =>
        tell(
          config,
          notices.filter(({ kind }) => config.events.includes(kind)),
          runtime,
        ),
      ),
    )
  })
  return {
    announce: (one) => written.push(one),
    remind: remindAfter(config, environment),
  }
}

/** A way back that was begun and not confirmed by the same run is told as what it is. */
const noticesOf = (written: readonly Written[], runtime: Runtime): Notice[] => {
  const confirmed = written.some(({ event }) => event.happening.kind === 'rolled-back')
  return written.flatMap((one) => {
    const notice = noticeOf(one)
    if (!notice) return []
    const failed = notice.kind === 'aborted' && one.event.happening.kind === 'going-back' && !confirmed
    const said: Omit<Notice, 'url'> = failed
      ? {
          ...notice,
          kind: 'rollback-failed',
          title: notice.title.replace(/aborted$/, 'the rollback FAILED'),
          next: 'The next tick tries again. If the new release must be gone now, the summary of the start has the command that does it by hand.',
        }
      : notice
    return [{ ...clean(said, runtime), url: runUrl(runtime) }]
  })
}

/** Names and texts come from people, commits and platforms: inert, short and without secrets. */
const clean = (notice: Omit<Notice, 'url'>, { redactor }: Runtime): Omit<Notice, 'url'> => {
  const said = (text: string): string => shorten(inertLine(redactor.redact(text)), LONGEST)
  const { service, environment, revision, title, text, next } = notice
  return {
    ...notice,
    service: said(service),
    environment: said(environment),
    revision: said(revision),
    title: said(title),
    text: said(text),
    next: said(next),
  }
}

const runUrl = ({ environment: { serverUrl, repository, runId } }: Runtime): string | null =>
  repository === '' || runId === '' ? null : `${serverUrl}/${repository}/actions/runs/${runId}`

const tell = async (
  { name, type, options }: ServiceConfig['notify'][number],
  notices: readonly Notice[],
  runtime: Runtime,
): Promise<void> => {
  if (notices.length === 0) return
  try {
    const notifier = await connect(type, options, runtime)
    for (const notice of notices) await notifier.send(notice)
  } catch (error) {
    const what = error instanceof Error ? error.message : 'unknown'
    runtime.log.warning(`${name} was not told: ${what}. The rollout is not affected.`)
  }
}

const connect = async (
  type: string,
  options: unknown,
  { secret, http, redactor }: Runtime,
): Promise<Notifier> => {
  const load = (notifiers as Record<string, (() => Promise<NotifierDefinition>) | undefined>)[type]
  if (!load) throw new RangeError(`notifier ${type} passed the configuration unknown`)
  return (await load()).connect(options, {
    secret: (name) => {
      const value = secret(name)
      if (value === undefined) throw new RangeError(`the secret ${name} did not reach this job`)
      // Of an address that is a credential the path is the secret part.
      if (URL.canParse(value)) redactor.registerSecret(`the path of ${name}`, new URL(value).pathname)
      return value
    },
    http: (guard) => http({ provider: type, guard }),
  })
}
