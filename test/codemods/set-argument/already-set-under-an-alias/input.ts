import cors from 'cors';
import { corsOptions as secureCorsOptions } from './security';

app.use(cors(secureCorsOptions));
