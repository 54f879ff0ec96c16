"""Going through a page by the Tab key alone, from its top to its last control.

The presses are real: what a page does with the key, where the browser goes by itself,
and what it scrolls to, is what somebody meets who has no mouse.
"""

import asyncio

TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
LONGEST = 30_000  # milliseconds
MORE = 12  # stops that are no controls: tables that can be scrolled, and the like

# The rows of controls that were gone through, of whatever kinds and looks, one after
# another: a page with such a row once more has nothing new for whoever has only keys.
GONE_THROUGH: set[str] = set()
ROW = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .map(e => [e.tagName, e.type, e.className, e.disabled, e.tabIndex,
    e.parentElement.tagName, e.parentElement.className].join())
  .filter((kind, at, all) => kind !== all[at - 1]).join(';')"""

# Of several radio buttons of a name one is a stop: that which is chosen, or the first.
FROM_THE_TOP = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true})
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter(e => shown(e) && !e.disabled && e.tabIndex >= 0)
  const group = e => all.filter(
    o => o.type === 'radio' && o.name === e.name && o.form === e.form)
  const stop = e => e.type !== 'radio' ||
    (group(e).find(o => o.checked) || group(e)[0]) === e
  const painted = s => [s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0
    ? s.outline : '', s.boxShadow, s.backgroundColor]
  const isMark = e => ['radio', 'checkbox'].includes(e.type) && e.labels.length
  const ring = e => [...painted(getComputedStyle(e)),
    ...(isMark(e) ? painted(getComputedStyle(e.labels[0], '::before')) : [])].join(';')
  if (document.activeElement) document.activeElement.blur()
  const stops = all.filter(stop), plain = new Map(stops.map(e => [e, ring(e)]))
  const came = [], wrong = []
  const reached = e => came.includes(e) ||
    (e.type === 'radio' && group(e).some(o => came.includes(o)))
  const name = e => e.outerHTML.slice(0, 120)
  const left = e => {
    const boxes = [e, ...(e.labels || [])].map(x => x.getBoundingClientRect())
    if (!boxes.some(b => b.bottom > 0 && b.top < innerHeight && b.width > 0))
      wrong.push('the focus is out of sight on ' + name(e))
  }
  const comes = ({target}) => {
    came.push(target)
    if (plain.get(target) === ring(target))
      wrong.push('no focus to be seen on ' + name(target))
  }
  const goes = ({target}) => left(target)
  document.addEventListener('focusin', comes)
  document.addEventListener('focusout', goes)
  window.byTab = () => {
    const missed = stops.filter(e => e.isConnected && shown(e) && !reached(e))
    return missed.length
  }
  window.byTabWrong = () => {
    document.removeEventListener('focusin', comes)
    document.removeEventListener('focusout', goes)
    const first = [...new Set(came)].filter(e => stops.includes(e))
    const order = stops.filter(e => first.includes(e))
    const jump = first.find((e, i) => e !== order[i])
    if (jump) wrong.push('out of order by the Tab key: ' + name(jump))
    stops.filter(e => e.isConnected && shown(e) && !reached(e))
      .forEach(e => wrong.push('no way to it by the Tab key: ' + name(e)))
    const at = document.activeElement
    if (at && at !== document.body) left(at)
    return wrong
  }
  document.body.tabIndex = -1
  document.body.focus({preventScroll: true})
  document.body.removeAttribute('tabindex')
  scrollTo(0, 0)
  came.length = wrong.length = 0
  return stops.length
}"""


def presses(keys):
    """Return what presses the Tab key so many times, by a session of the protocol.

    It is what `keyboard.press` sends, without the letting go.  The presses are sent one
    behind another, and are waited for at the end: a page takes them in their order, and
    all take a quarter of the time that they take when each is waited for.
    """

    async def all_of(times):
        # The public way waits for each.
        send = keys._impl_obj.send  # noqa: SLF001
        pressed = {"type": "rawKeyDown", **TAB}
        sent = (send("Input.dispatchKeyEvent", pressed, LONGEST) for _ in range(times))
        await asyncio.gather(*sent)

    return lambda times: keys._sync(all_of(times))  # noqa: SLF001


def wrong_by_tab(tab, press):
    """Go through the page; return what is wrong with it for whoever has only keys.

    Each control is reached, in the order in which it stands, and can be seen to be.
    One whose row of controls was found right before is not gone through again.
    """
    row = tab.evaluate(ROW)
    if row in GONE_THROUGH:
        return []
    press(tab.evaluate(FROM_THE_TOP))
    if tab.evaluate("byTab()"):
        press(MORE)
    if not (wrong := tab.evaluate("byTabWrong()")):
        GONE_THROUGH.add(row)
    return wrong
