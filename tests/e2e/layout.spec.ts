import { connect, expect, test } from './oura-test'

test.use({ file: 'kept' })

test('no page is wider than its window, and cards keep the same gutter on both sides', async ({ page, ringside }) => {
  test.slow()
  await connect(page, ringside.url)
  for (const path of ['/', '/night', '/trends', '/connect', '/data']) {
    await page.goto(ringside.url + path, { waitUntil: 'networkidle' })
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 })
      const found = await page.evaluate(() => {
        const cards = [...document.querySelectorAll('main .rounded-card')]
          .map((card) => card.getBoundingClientRect())
          .filter((box) => box.width > 0)
        return {
          scrolls: document.documentElement.scrollWidth - innerWidth,
          right: Math.min(...cards.map((box) => innerWidth - box.right)),
          left: Math.min(...cards.map((box) => box.left)),
        }
      })
      const where = `${path} at ${width} px`
      expect(found.scrolls, where).toBeLessThanOrEqual(0)
      if (width < 1024) expect(Math.abs(found.right - found.left), where).toBeLessThanOrEqual(1)
      else expect(found.right, where).toBeGreaterThanOrEqual(8)
    }
  }
})
