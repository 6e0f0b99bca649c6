export default async function (config, opts) {
  return config.load('a');
}
