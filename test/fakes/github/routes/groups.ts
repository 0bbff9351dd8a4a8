import { type Answer, type Call, notFound, numberOf, ok, type Route, timeOf } from '../exchange.ts'
import { htmlUrl, repositoryUrl } from '../shapes.ts'
import type { GitHubState, Group, GroupMember } from '../state.ts'

const LIST = '/repos/{owner}/{repo}/actions/concurrency_groups'
const read = ['actions', 'read'] as const

const groupUrl = (state: GitHubState, base: string, { name }: Group): string =>
  `${repositoryUrl(state, base)}/actions/concurrency_groups/${encodeURIComponent(name)}`

const showMember = (state: GitHubState, base: string, member: GroupMember, position: number) => ({
  run_id: member.run,
  run_name: state.runs.get(member.run)?.path ?? String(member.run),
  run_url: `${repositoryUrl(state, base)}/actions/runs/${member.run}`,
  run_html_url: `${htmlUrl(state)}/actions/runs/${member.run}`,
  ...(member.job === null ? {} : { job_name: member.job }),
  status: position === 0 ? 'in_progress' : 'pending',
})

const list = ({ state, base }: Call): Answer =>
  ok({
    total_count: state.groups.size,
    concurrency_groups: [...state.groups.values()].map((group) => ({
      group_name: group.name,
      group_url: groupUrl(state, base, group),
      last_acquired_at: group.lastAcquiredAt === null ? null : timeOf(group.lastAcquiredAt),
    })),
  })

const readOne = ({ state, params, query, base }: Call): Answer => {
  const group = state.groups.get((params.concurrency_group_name ?? '').toLowerCase())
  if (!group) return notFound()
  const shown = group.members.map((member, index) => showMember(state, base, member, index))
  const before = numberOf(query.get('ahead_of_run') ?? undefined)
  const place = shown.findIndex(({ run_id }) => run_id === before)
  const members = place === -1 ? shown : shown.slice(0, place)
  return ok({
    group_name: group.name,
    group_url: groupUrl(state, base, group),
    total_count: members.length,
    group_members: members,
  })
}

const ofRun = ({ state, params, base }: Call): Answer => {
  const run = numberOf(params.run_id)
  if (!state.runs.has(run)) return notFound()
  const groups = [...state.groups.values()].filter(({ members }) =>
    members.some((member) => member.run === run),
  )
  return ok({
    total_count: groups.length,
    concurrency_groups: groups.map((group) => ({
      group_name: group.name,
      group_url: groupUrl(state, base, group),
      group_members: group.members
        .map((member, position) => ({
          ...showMember(state, base, member, position),
          position,
          position_url: `${groupUrl(state, base, group)}?ahead_of_run=${member.run}`,
        }))
        .filter(({ run_id }) => run_id === run),
    })),
  })
}

export const groupRoutes: Route[] = [
  { method: 'GET', path: LIST, needs: read, handle: list },
  { method: 'GET', path: `${LIST}/{concurrency_group_name}`, needs: read, handle: readOne },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups',
    needs: read,
    handle: ofRun,
  },
]
