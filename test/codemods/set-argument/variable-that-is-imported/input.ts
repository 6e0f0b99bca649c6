import cors from 'cors';
import { options } from './config';

app.use(cors(options));
