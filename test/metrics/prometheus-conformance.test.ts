import { expect, test } from 'vitest'
import { runsPrometheus, startPrometheus } from '../servers/prometheus.ts'
import { behavesLikeAMetricSource } from './conformance.ts'
import { SAMPLES } from './scenes.ts'
import { startStandIn } from './stand-in.ts'
import { connectTo, REQUEST, siteAt } from './world.ts'

if (await runsPrometheus())
  behavesLikeAMetricSource('Prometheus', async () => {
    const server = await startPrometheus(SAMPLES)
    return siteAt(server.url, server.stop)
  })

behavesLikeAMetricSource('a stand-in for Prometheus', async () => {
  const server = await startStandIn(SAMPLES)
  return siteAt(server.url, server.close)
})

test('what is sent and answered is what the specification of Prometheus describes', async () => {
  const server = await startStandIn(SAMPLES)
  try {
    await (await connectTo(server.url)).read(REQUEST)
    expect(server.seen).toHaveLength(1)
    expect(server.violations).toEqual([])
  } finally {
    await server.close()
  }
})
