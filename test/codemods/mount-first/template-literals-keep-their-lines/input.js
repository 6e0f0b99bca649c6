const express = require('express');
const query = `
    SELECT *
      FROM shops
`;
module.exports = (db) => {
    const app = express(); const page = `
<p>
    ${query}
</p>`;
    app.get('/', (req, res) => res.send(page));
    return app;
};
