using System.Diagnostics;
using System.Text.Json;

namespace Hub.Functions.Shell;

/// <summary>
/// <c>hub.run</c> in the data folder says where the running hub listens and holds the key with which commands on this machine reach it.
/// Only its owner may read it; the key dies with the process.
/// </summary>
internal sealed record RunFile(int ProcessId, string Url, string Key)
{
    public static void Write(string dataDirectory, RunFile content)
    {
        Directory.CreateDirectory(dataDirectory);
        var path = PathIn(dataDirectory);
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, content);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public static void Remove(string dataDirectory) => File.Delete(PathIn(dataDirectory));

    /// <summary>The running hub's entry; null when none runs (a file left by a crash does not count).</summary>
    public static RunFile? Read(string dataDirectory)
    {
        try
        {
            using var file = File.OpenRead(PathIn(dataDirectory));
            return JsonSerializer.Deserialize<RunFile>(file) is { } content && IsAlive(content.ProcessId) ? content : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "hub.run");

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
