export const handler = async (req: Request, res: Response) => {
  try {
    await run();
  } catch (error) {
    res.status(500).json({ message: (error as Error).message });
  }
};
