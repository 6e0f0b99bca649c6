module.exports = (store, token) => store.info(token);
