import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { isNightly } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import type { TagDays, TagEffects } from '@/lib/domain/tag-effect'
import { useEffectWords } from './effect-words'
import { useEventName } from './event-name'
import { useMetricWords } from './metric-words'

/** What a tag is called: the wearer's own word, else ours for Oura's code. */
export function useTagName(): (tag: Pick<TagDays, 'key' | 'name'>) => string {
  const eventName = useEventName()
  return useCallback(({ key, name }) => (key.startsWith('name:') ? name : eventName({ code: key, text: null })), [eventName])
}

/** All that the picture says, in one sentence, and what else has to be said of it. */
export function useTagEffectsSentences(): (metric: Metric, found: TagEffects) => { summary: string; notes: string[] } {
  const t = useTranslations('tagEffects')
  const words = useEffectWords()
  const metrics = useMetricWords()
  const tagName = useTagName()
  return (metric, { effects, few, unmatched }) => {
    const joined = (items: readonly string[]) => items.reduce((all, item) => (all === '' ? item : t('listed', { list: all, item })), '')
    const nightly = isNightly(metric)
    const clear = effects.filter((effect) => effect.clear)
    const list = clear.map(({ tag, difference }) => t('item', { tag: tagName(tag), difference: words.difference(metric, difference) }))
    const together = effects.flatMap(({ tag, companion, nights }) =>
      companion
        ? [
            t(nightly ? 'together' : 'togetherDay', {
              tag: tagName(tag),
              other: tagName(companion.tag),
              shared: companion.nights,
              nights: nights.length,
            }),
          ]
        : [],
    )
    return {
      summary: t(list.length > 0 ? 'summary' : 'summaryNone', {
        metric: metrics.name(metric),
        list: joined(list),
        tags: effects.length,
      }),
      notes: [
        t(nightly ? 'howNight' : 'howDay'),
        t('many', { tags: effects.length, clear: clear.length }),
        ...together,
        few.length > 0 ? t(nightly ? 'few' : 'fewDay', { count: few.length }) : '',
        unmatched.length > 0 ? t(nightly ? 'unmatched' : 'unmatchedDay', { tags: joined(unmatched.map(tagName)) }) : '',
      ].filter(Boolean),
    }
  }
}
