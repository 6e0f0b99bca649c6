const express = require('express');
const { secureApp } = require('./security');
const query = `
    SELECT *
      FROM shops
`;
module.exports = (db) => {
    const app = express(); secureApp(app); const page = `
<p>
    ${query}
</p>`;
    app.get('/', (req, res) => res.send(page));
    return app;
};
