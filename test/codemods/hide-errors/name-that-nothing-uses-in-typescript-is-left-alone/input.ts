export async function show(req: Request, res: Response) {
  try {
    res.json(await load());
  } catch (err) {
    const { message } = err as Error;
    res.status(500).json({ message });
  }
}
