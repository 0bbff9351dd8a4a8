import { timeOf } from './exchange.ts'
import type { Commit, GitHubState, User } from './state.ts'

/** A person or bot as GitHub shows them inside other answers. */
export const showUser = (state: GitHubState, base: string, login: string) => {
  const user: User = state.users.get(login) ?? { id: 9, login: 'ghost', type: 'User' }
  const url = `${base}/users/${encodeURIComponent(user.login)}`
  return {
    login: user.login,
    id: user.id,
    node_id: `U_${user.id}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${encodeURIComponent(user.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
  }
}

const REPOSITORY_LINKS = [
  ['archive_url', '/{archive_format}{/ref}'],
  ['assignees_url', '/assignees{/user}'],
  ['blobs_url', '/git/blobs{/sha}'],
  ['branches_url', '/branches{/branch}'],
  ['collaborators_url', '/collaborators{/collaborator}'],
  ['comments_url', '/comments{/number}'],
  ['commits_url', '/commits{/sha}'],
  ['compare_url', '/compare/{base}...{head}'],
  ['contents_url', '/contents/{+path}'],
  ['contributors_url', '/contributors'],
  ['deployments_url', '/deployments'],
  ['downloads_url', '/downloads'],
  ['events_url', '/events'],
  ['forks_url', '/forks'],
  ['git_commits_url', '/git/commits{/sha}'],
  ['git_refs_url', '/git/refs{/sha}'],
  ['git_tags_url', '/git/tags{/sha}'],
  ['hooks_url', '/hooks'],
  ['issue_comment_url', '/issues/comments{/number}'],
  ['issue_events_url', '/issues/events{/number}'],
  ['issues_url', '/issues{/number}'],
  ['keys_url', '/keys{/key_id}'],
  ['labels_url', '/labels{/name}'],
  ['languages_url', '/languages'],
  ['merges_url', '/merges'],
  ['milestones_url', '/milestones{/number}'],
  ['notifications_url', '/notifications{?since,all,participating}'],
  ['pulls_url', '/pulls{/number}'],
  ['releases_url', '/releases{/id}'],
  ['stargazers_url', '/stargazers'],
  ['statuses_url', '/statuses/{sha}'],
  ['subscribers_url', '/subscribers'],
  ['subscription_url', '/subscription'],
  ['tags_url', '/tags'],
  ['teams_url', '/teams'],
  ['trees_url', '/git/trees{/sha}'],
] as const

export const repositoryUrl = ({ repository }: GitHubState, base: string): string =>
  `${base}/repos/${repository.owner}/${repository.name}`

export const htmlUrl = ({ repository }: GitHubState): string =>
  `https://github.com/${repository.owner}/${repository.name}`

/** The repository as it stands inside other answers. */
export const showRepository = (state: GitHubState, base: string) => {
  const { repository } = state
  const url = repositoryUrl(state, base)
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.private,
    owner: showUser(
      { ...state, users: new Map([[repository.owner, { id: 7, login: repository.owner, type: 'User' }]]) },
      base,
      repository.owner,
    ),
    html_url: htmlUrl(state),
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(REPOSITORY_LINKS.map(([name, rest]) => [name, `${url}${rest}`])),
  }
}

/** The repository asked for by itself. */
export const showFullRepository = (state: GitHubState, base: string) => {
  const { repository } = state
  const web = htmlUrl(state)
  return {
    ...showRepository(state, base),
    clone_url: `${web}.git`,
    git_url: `git://github.com/${repository.owner}/${repository.name}.git`,
    ssh_url: `git@github.com:${repository.owner}/${repository.name}.git`,
    svn_url: web,
    mirror_url: null,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    subscribers_count: 0,
    open_issues: state.issues.size,
    open_issues_count: state.issues.size,
    size: 1,
    language: null,
    license: null,
    homepage: null,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    pushed_at: timeOf(repository.createdAt),
    created_at: timeOf(repository.createdAt),
    updated_at: timeOf(repository.createdAt),
  }
}

const signature = (commit: Commit) => ({
  name: commit.author,
  email: `${commit.author.replace(/[^a-z]/g, '')}@example.com`,
  date: timeOf(commit.at),
})

/** A commit inside a workflow run. */
export const showSimpleCommit = (commit: Commit) => ({
  id: commit.sha,
  tree_id: commit.tree,
  message: commit.message,
  timestamp: timeOf(commit.at),
  author: { name: signature(commit).name, email: signature(commit).email },
  committer: { name: signature(commit).name, email: signature(commit).email },
})

const verification = () => ({
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
})

/** A commit as a git object. */
export const showGitCommit = (state: GitHubState, base: string, commit: Commit) => {
  const url = repositoryUrl(state, base)
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${htmlUrl(state)}/commit/${commit.sha}`,
    author: signature(commit),
    committer: signature(commit),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${htmlUrl(state)}/commit/${sha}`,
    })),
    verification: verification(),
  }
}

/** A commit as the commits and compare calls show it. */
export const showCommit = (state: GitHubState, base: string, commit: Commit) => {
  const url = repositoryUrl(state, base)
  const { sha, html_url, parents } = showGitCommit(state, base, commit)
  return {
    sha,
    node_id: `C_${sha}`,
    url: `${url}/commits/${sha}`,
    html_url,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author: signature(commit),
      committer: signature(commit),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      verification: verification(),
    },
    author: showUser(state, base, commit.author),
    committer: showUser(state, base, commit.author),
    parents,
  }
}
