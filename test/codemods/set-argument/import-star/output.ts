import * as cors from 'cors';
import { corsOptions } from './security';

app.use(cors(corsOptions));
