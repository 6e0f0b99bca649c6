// @ts-expect-error: it has no types
import legacy from 'legacy';
