/** Colours that GitHub takes for the badge of an action. */
export const COLOURS = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']

/** Those of GitHub's icons (Feather) that suit a tool like ours; any other icon that GitHub takes may be added. */
export const ICONS = [
  'activity',
  'alert-triangle',
  'archive',
  'bell',
  'check-circle',
  'clock',
  'database',
  'eye',
  'file-text',
  'flag',
  'layers',
  'lock',
  'pause-circle',
  'percent',
  'rotate-ccw',
  'search',
  'shield',
  'sliders',
  'trending-up',
  'upload-cloud',
]
