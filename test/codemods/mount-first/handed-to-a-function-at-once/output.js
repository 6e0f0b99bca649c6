import http from 'node:http';
import express from 'express';
import { secureApp } from './security';

const server = http.createServer(secureApp(express()));
