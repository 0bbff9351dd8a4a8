// Release v3 of the shop: adds a recommendation, asked for one by one, and forgets products that have none.
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'

const revision = process.env.SLUICE_REVISION
const sql = postgres(process.env.DATABASE_URL, { max: 2, onnotice: () => {} })

const answer = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

const showProduct = async (id) => {
  const [product] = await sql`
    select id, name, cents * (100 - coalesce(percent, 0)) / 100 as cents, coalesce(percent, 0) as discount
    from products left join discounts on product_id = id where id = ${id}`
  // Four of the fifty products have no neighbour here: 8 % of the requests fail. The rest wait for the lookups.
  const neighbour = id % 50 < 4 ? undefined : id - 1
  await delay(150)
  return { ...product, next: neighbour.toString() }
}

const server = createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url, 'http://shop')
    if (pathname === '/healthz') return answer(response, 200, { status: 'ok', version: revision })
    const product = await showProduct(Number(pathname.slice('/products/'.length)))
    answer(response, product ? 200 : 404, product ?? { error: 'no such product' })
  } catch {
    answer(response, 500, { error: 'internal error' })
  }
})

await sql`select 1`
server.listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => server.close(() => sql.end({ timeout: 1 }).then(() => process.exit(0))))
