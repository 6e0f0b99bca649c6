module.exports = (token) => {
  // tempered-ignore-next-line logging/secret -- shown once, to who runs the script
  console.log(token);
};
