import cors from 'cors';

export const options = { origin: true };

app.use(cors(options));
