import cors from 'cors';
import { corsOptions } from './security';

export const options = { origin: true };

app.use(cors(corsOptions));
