// Warns before a session ends that nobody uses, and lets it go on.
const WARNED_BEFORE = 120 // seconds
const dialog = document.getElementById('signed-in')
const soon = dialog.querySelector('[data-soon]')
const over = dialog.querySelector('[data-over]')
const title = soon.querySelector('h2')
const otherTabs = new BroadcastChannel('signed-in')
let endsAt
let told = false

function lastsFor (seconds) {
  lastsUntil(Date.now() + seconds * 1000)
  otherTabs.postMessage(endsAt)
}

function lastsUntil (moment) {
  endsAt = moment
  told = false
  if (dialog.open) dialog.close()
}

function show (part) {
  soon.hidden = part !== soon
  over.hidden = part !== over
  dialog.setAttribute('aria-labelledby', part === soon ? title.id : over.id)
  if (!dialog.open) dialog.showModal()
  part.querySelector('button').focus()
}

function look () {
  const left = (endsAt - Date.now()) / 1000
  if (left > WARNED_BEFORE) return
  if (left > 0) {
    if (dialog.open) return
    const at = new Date(endsAt)
    soon.querySelector('[data-at]').textContent =
      at.toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })
    show(soon)
  } else if (!told) {
    told = true
    show(over)
  }
}

async function stay () {
  try {
    const answer = await fetch('/signed-in', { cache: 'no-store', redirect: 'error' })
    lastsFor((await answer.json()).seconds)
  } catch {
    endsAt = 0
    look()
  }
}

over.id = 'signed-out'
soon.querySelector('[data-stay]').addEventListener('click', stay)
over.querySelector('[data-close]').addEventListener('click', () => dialog.close())
otherTabs.addEventListener('message', (message) => lastsUntil(message.data))
document.addEventListener('visibilitychange', look)
lastsFor(Number(dialog.dataset.seconds))
setInterval(look, 5000)
look()
