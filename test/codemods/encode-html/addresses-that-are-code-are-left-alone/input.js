app.get('/page', (req, res) => {
  res.send(`<a href="javascript:show('${req.query.name}')">Show</a>
<meta http-equiv="refresh" content="0; url=${req.query.next}">
<iframe src="data:text/html,${req.query.text}"></iframe>
<b @click="${req.query.a}" :href="${req.query.b}" v-html="${req.query.c}" ng-init="${req.query.d}"></b>`);
});
