module.exports = function run(process) {
  process.config = { secret: 'correct horse' };
};
