import { serious } from './axe'
import { connect, expect, test } from './oura-test'

test.use({ file: 'kept', hasTouch: true })

test('an experiment is begun, noted at a touch, looked at, ended and deleted', async ({ page, ringside }) => {
  await connect(page, ringside.url)
  await page.goto(`${ringside.url}/trends?view=experiments`)
  await page.getByRole('button', { name: 'New experiment' }).click()
  await page.getByRole('button', { name: 'Start the experiment' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Write a question' })).toBeVisible()
  await page.getByLabel('Question').fill('Does tea after dinner go with more HRV?')
  // A sheet over the sheet closes alone, and a selection that ends beside the sheet is no tap there.
  const metric = page.getByRole('button', { name: /^Metric: / })
  await metric.click()
  await page.keyboard.press('Escape')
  await expect(metric).toContainText('HRV')
  await metric.click()
  await page.getByRole('button', { name: 'Time asleep', exact: true }).click()
  await expect(metric).toContainText('Time asleep')
  const field = await page.getByLabel('Question').boundingBox()
  if (!field) throw new Error('no question')
  await page.mouse.move(field.x + 40, field.y + 10)
  await page.mouse.down()
  await page.mouse.move(100, 5, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByLabel('Question')).toHaveValue('Does tea after dinner go with more HRV?')
  await page.getByLabel('Start', { exact: true }).fill('2026-11-16')
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Start the experiment' }).click()
  const card = page.getByRole('region', { name: 'Does tea after dinner go with more HRV?' })
  await expect(card.getByText('Phase 2 of 4, without.')).toBeVisible()
  await expect(card.getByText('Too early to tell')).toBeVisible()

  const today = card.getByRole('group', { name: /Today, Mon 23 Nov/ })
  await today.getByRole('button', { name: 'No' }).tap()
  await expect(today.getByRole('button', { name: 'No' })).toHaveAttribute('aria-pressed', 'true')
  await page.reload()
  await expect(today.getByRole('button', { name: 'No' })).toHaveAttribute('aria-pressed', 'true')
  await today.getByRole('button', { name: 'No' }).tap()
  await expect(today.getByRole('button', { name: 'No' })).toHaveAttribute('aria-pressed', 'false')

  await card.getByRole('button', { name: 'Table' }).click()
  const sheet = page.locator('dialog[open]')
  await sheet
    .getByRole('group', { name: /Tue 17 Nov/ })
    .getByRole('button', { name: 'Yes' })
    .tap()
  await expect(sheet.getByRole('row', { name: /Tue 17 Nov Yes Yes/ })).toBeVisible()
  await page.keyboard.press('Escape')

  // By keys: the focus stays with the experiment while its buttons give way.
  const focused = card.locator(':focus')
  await card.getByRole('button', { name: 'End it' }).press('Enter')
  await expect(focused).toHaveText('End it')
  await page.keyboard.press('Enter')
  await expect(card.getByText('Over: 16 Nov to 23 Nov 2026.')).toBeVisible()
  await card.getByRole('button', { name: 'Delete' }).click()
  await expect(card.getByText('This cannot be undone.')).toBeVisible()
  await card.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(focused).toHaveText('Delete')
  await card.getByRole('button', { name: 'Delete' }).click()
  await card.getByRole('button', { name: 'Delete' }).click()
  await expect(card).toHaveCount(0)
})

test('an evening’s answer waits on the device without a network, over a reload, and arrives with the network', async ({
  page,
  context,
  ringside,
}) => {
  const experiment = {
    id: 'offline-tea-01',
    question: 'Tea before bed?',
    metric: 'average_hrv',
    design: 'alternating',
    start_day: '2026-11-16',
    phase_days: 7,
    phases: 4,
  }
  const kept = async () => {
    const answer = await context.request.get(`${ringside.url}/api/experiments`)
    return (await answer.json()).data.find(({ id }: { id: string }) => id === experiment.id).checks
  }
  await connect(page, ringside.url)
  await page.evaluate(
    (body) => fetch('/api/experiments', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    experiment,
  )
  await page.reload()
  const card = page.getByRole('region', { name: 'Experiment' })
  await expect(card.getByText('Tea before bed?')).toBeVisible()
  await context.setOffline(true)
  await card.getByRole('button', { name: 'Yes' }).tap()
  await expect(card.getByRole('button', { name: 'Yes' })).toHaveAttribute('aria-pressed', 'true')
  await expect(card.getByText('Kept on this device until the server answers.')).toBeVisible()
  expect(await kept()).toEqual([])

  // The server is there for pages again, not for the answer: it is still shown, and still waits.
  await page.route('**/api/experiments/checks', (route) => route.abort())
  await context.setOffline(false)
  await page.reload()
  await expect(card.getByRole('button', { name: 'Yes' })).toHaveAttribute('aria-pressed', 'true')
  await expect(card.getByText('Kept on this device until the server answers.')).toBeVisible()
  // What the server draws does not hold it.
  await page.goto(`${ringside.url}/trends?view=experiments`)
  const today = page.getByRole('group', { name: /Today, Mon 23 Nov/ })
  await expect(today.getByRole('button', { name: 'Yes' })).toHaveAttribute('aria-pressed', 'true')
  await page.goto(ringside.url)
  await expect(card.getByRole('button', { name: 'Yes' })).toHaveAttribute('aria-pressed', 'true')
  await context.setOffline(true)
  await card.getByRole('button', { name: 'No' }).tap()
  await page.unroute('**/api/experiments/checks')
  await context.setOffline(false)
  await expect.poll(kept).toEqual([{ day: '2026-11-23', done: false }])
  await expect(card.getByText('Kept on this device')).toHaveCount(0)
  await expect(card.getByRole('button', { name: 'No' })).toHaveAttribute('aria-pressed', 'true')
})
