module.exports = (user, password) => console.log(JSON.stringify({ user, password }));
