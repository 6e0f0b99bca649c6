import http from 'http';
import express from 'express';
import { protectServer } from './security';

let app = express();
app.server = protectServer(http.createServer(app));

app.server.listen(process.env.PORT || 8080, () => {
	console.log(`Started on port ${app.server.address().port}`);
});
