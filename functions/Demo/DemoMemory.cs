using System.Text.Json;

namespace Hub.Functions.Demo;

/// <summary>What a demo must remember of itself between runs, in <c>demo.json</c> of its data folder, so that a second run tells the same day.</summary>
internal sealed record DemoMemory
{
    public required int Seed { get; init; }

    public required DateOnly LastDay { get; init; }

    /// <summary>API keys by role, made at the first run.</summary>
    public Dictionary<string, string> Keys { get; init; } = [];

    public string? WebhookSecret { get; init; }

    public static DemoMemory? Read(string data)
    {
        var path = PathIn(data);
        return File.Exists(path) ? JsonSerializer.Deserialize<DemoMemory>(File.ReadAllText(path)) : null;
    }

    public void Write(string data)
    {
        Directory.CreateDirectory(data);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Whole or not at all: a demonstration that is killed must find its day again.
        var temporary = PathIn(data) + ".new";
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, this);
        }

        File.Move(temporary, PathIn(data), overwrite: true);
    }

    private static string PathIn(string data) => Path.Combine(data, "demo.json");
}
