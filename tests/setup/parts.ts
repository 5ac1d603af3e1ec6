import { beforeAll } from 'vitest'
import { partsLoaded } from '@/components/ui/later'

// Views are rendered in one go here: the parts that they load for themselves have to be there before.
beforeAll(partsLoaded)
