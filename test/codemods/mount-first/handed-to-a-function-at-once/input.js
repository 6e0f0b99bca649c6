import http from 'node:http';
import express from 'express';

const server = http.createServer(express());
