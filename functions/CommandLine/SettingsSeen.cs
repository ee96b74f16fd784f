using System.Collections;
using Hub.Core;
using static Hub.Functions.CommandLine.DoctorCommand;

namespace Hub.Functions.CommandLine;

/// <summary>Which settings <c>hub doctor</c> has read, and which it cannot have: a service is given its own.</summary>
internal static class SettingsSeen
{
    private const string Prefix = "HUB__";

    /// <param name="remote">Address of a hub elsewhere.</param>
    public static Check Here(string? remote)
    {
        if (remote is not null)
        {
            return new("settings", Grade.Unseen, ($"không thấy cấu hình của hub tại {remote}: chạy hub doctor tại máy đó", $"the settings of the hub at {remote} were not seen: run hub doctor there"));
        }

        List<string> read = [.. Files().Where(File.Exists)];
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Count(variable => ((string)variable.Key).StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));
        Bilingual files = read.Count > 0 ? (string.Join(", ", read), string.Join(", ", read)) : ("không có appsettings.json", "no appsettings.json");
        return new("settings", Grade.Good, ($"cấu hình hợp lệ; đã đọc: {files.Vi}; {variables} biến {Prefix}…", $"the settings are valid; read: {files.En}; {variables} variables {Prefix}…"));
    }

    /// <summary>Of the hub that runs on this machine.</summary>
    public static Check OfRunning() => new("settings", Grade.Unseen, (
        "không thấy biến môi trường và tham số riêng của hub đang chạy (EnvironmentFile của dịch vụ, --set); các dòng dưới hỏi chính hub đó",
        "environment and arguments of the hub that runs were not seen (the service's EnvironmentFile, --set); what follows asked that hub itself"));

    private static IEnumerable<string> Files() => new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }.Select(folder => Path.Combine(folder, "appsettings.json")).Distinct(StringComparer.Ordinal);
}
