// What one match stands at. Old and new app call it at the same time, so an answer only ever gains fields.
Deno.serve(async (request) => {
  const { match, live } = await request.json()
  if (!Number.isInteger(match)) return Response.json({ error: 'match must be a number' }, { status: 400 })
  return Response.json({ match, status: live === true ? 'live' : 'mock' })
})
