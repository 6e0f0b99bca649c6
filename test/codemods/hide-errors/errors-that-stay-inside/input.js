app.use((err, req, res, next) => {
  logger.error({ err, stack: err.stack });
  res.status(500).json({ error: 'internal' });
});
process.on('uncaughtException', (err) => {
  console.error(err.message);
});
