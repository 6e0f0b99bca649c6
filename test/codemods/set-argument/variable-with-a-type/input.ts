import cors, { type CorsOptions } from 'cors';

const options: CorsOptions = { origin: true };

app.use(cors(options));
