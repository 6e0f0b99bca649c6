const folder = './security';
console.log(folder, './security');
