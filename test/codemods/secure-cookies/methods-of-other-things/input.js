cy.setCookie('token', 'x');
page.setCookie('token', 'x');
request.cookie('token=1');
jar.cookie('token', 'x');
sessions.set('token', 'x');
store.cookies.set('token', 'x');
session({ secret: 'x' });
