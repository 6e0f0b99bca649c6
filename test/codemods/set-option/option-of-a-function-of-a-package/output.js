import { urlencoded } from 'express';

app.use(urlencoded({ extended: false }));
