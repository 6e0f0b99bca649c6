const local = { db: { password: 'f1rst' } };
const docker = { db: { password: 's3cond' } };
module.exports = process.env.STAGE === 'docker' ? docker : local;
