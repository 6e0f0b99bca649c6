app.use((err, req, res, next) => {
  res.json({
    message: 'Something went wrong.',
    stack: process.env.NODE_ENV === 'development' ? err.stack : undefined,
    ...(process.env.NODE_ENV === 'development' && { stack: err.stack }),
  });
});
