import { createServer } from 'http';
import { Server } from 'socket.io';
import { app } from './app';
import { protectServer } from './security';

const server = protectServer(createServer(app));
const io = new Server(server);
