using System.CommandLine;
using Hub.Functions.Demo;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub demo</c>: a centre's day against a portal, a post and a bank that fail now and then.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var dossiers = new Option<int>("--dossiers") { Description = "Số hồ sơ; 12000 là sáu tuần đầu của một trung tâm / dossiers; 12000 is one centre's first six weeks", DefaultValueFactory = _ => 1000, Validators = { GlobalOptions.Between("--dossiers", 1, 100_000) } };
        var seed = new Option<int?>("--seed") { Description = $"Hạt giống; lần đầu {DemoRun.DefaultSeed}, sau đó theo thư mục / seed; {DemoRun.DefaultSeed} at the first run, later the folder's own" };
        var exit = new Option<bool>("--exit") { Description = "Kết thúc thay vì tiếp tục phục vụ / end instead of serving on" };
        var command = new Command("demo", "Một ngày của trung tâm với cổng quốc gia, bưu điện và ngân hàng mô phỏng / a centre's day against the twins of the portal, the post and the bank") { dossiers, seed, exit };
        command.SetAction((parse, ct) => new DemoRun(new DemoOptions
        {
            Data = Path.GetFullPath(parse.GetValue(GlobalOptions.Data) ?? "demo-data"),
            Dossiers = parse.GetValue(dossiers),
            Parties = Shipped.Demo,
            Wings = GlobalOptions.Wings(parse),
            Seed = parse.GetValue(seed),
            Exit = parse.GetValue(exit),
            IsJson = parse.GetValue(GlobalOptions.Json),
            Settings = parse.GetValue(GlobalOptions.Set) ?? [],
        }).RunAsync(ct));
        return command;
    }
}
