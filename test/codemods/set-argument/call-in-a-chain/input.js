import express from 'express';
import cors from 'cors';

export default express().use(cors()).use(express.json());
