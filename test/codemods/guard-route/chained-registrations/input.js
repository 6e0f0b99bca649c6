import express from 'express';

export default express()
  .use(express.json())
  .post('/login', login)
  .post('/logout', logout);
