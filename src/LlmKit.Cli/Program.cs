Console.WriteLine("llmkit");
