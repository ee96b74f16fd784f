namespace Hub.Functions.Shell;

/// <summary>How this executable is called again from the same shell, so that a command that is printed can be copied as it is.</summary>
internal static class OwnCommand
{
    public static string Name()
    {
        var self = Environment.ProcessPath ?? "hub";
        if (Path.GetFileNameWithoutExtension(self) is "dotnet")
        {
            return "dotnet " + Quoted(Near(Environment.GetCommandLineArgs()[0]));
        }

        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, Path.GetFileName(self))).FirstOrDefault(File.Exists);
        return found is not null && Path.GetFullPath(found) == Path.GetFullPath(self) ? Path.GetFileName(self) : Quoted(Near(self));
    }

    /// <summary>The path from here where that is below here, else the whole of it. A program needs the dot before it.</summary>
    public static string Near(string path)
    {
        var near = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return near.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(near) ? Path.GetFullPath(path) : Path.Combine(".", near);
    }

    public static string Quoted(string text) => text.All(letter => char.IsAsciiLetterOrDigit(letter) || "_./-:@%+=,".Contains(letter, StringComparison.Ordinal))
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
