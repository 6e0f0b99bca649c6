import { createServer } from 'http';
import { Server } from 'socket.io';
import { app } from './app';

const server = createServer(app);
const io = new Server(server);
