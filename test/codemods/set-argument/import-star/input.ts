import * as cors from 'cors';

app.use(cors());
