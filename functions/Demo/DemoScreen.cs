using System.Globalization;
using Hub.Core;
using Hub.Functions.Shell;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hub.Functions.Demo;

/// <summary>Draws the day, and its proof, for a screen of eighty columns.</summary>
public static class DemoScreen
{
    private const int Bar = 20;
    private const int MostTroubles = 5;

    public static IRenderable Draw(DemoState state, Language language)
    {
        string Say(string vi, string en) => language is Language.English ? en : vi;
        var lanes = new Table { Border = TableBorder.Simple, ShowHeaders = true };
        foreach (var heading in new[] { Say("kênh", "lane"), Say("trạng thái", "state"), Say("đã gửi", "delivered"), Say("chờ", "waiting"), Say("hỏng", "dead"), "/s" })
        {
            lanes.AddColumn(new TableColumn(heading).NoWrap());
        }

        foreach (var lane in state.Lanes)
        {
            lanes.AddRow(
                Markup.Escape(lane.Name.In(language)), Coloured(StateWords.Lane(lane.State).In(language), lane.State), Share(lane.Done),
                Number(lane.Waiting), lane.Dead > 0 ? $"[red]{Number(lane.Dead)}[/]" : "0", Number((long)lane.PerSecond));
        }

        List<IRenderable> rows =
        [
            new Markup($"[bold]{Say("Một ngày của trung tâm", "A centre's day")}[/]  {Clock(state.Elapsed)}  {Markup.Escape(Left(state, language))}  {Number((long)state.PerSecond)}/s"),
            new Text(""),
            new Markup($"{Share(Part(state.DossiersAccepted, state.Dossiers))} {Say("hồ sơ đã nhận", "dossiers accepted")}  {Number(state.DossiersAccepted)} / {Number(state.Dossiers)}"),
            new Markup($"{Share(Part(state.DossiersDelivered, state.Dossiers))} {Say("hồ sơ đã chuyển", "dossiers delivered")}  {Number(state.DossiersDelivered)} / {Number(state.Dossiers)}"),
        ];
        foreach (var parcels in state.Lanes.Select(lane => lane.UnderWay).OfType<UnderWay>())
        {
            rows.Add(new Markup($"{Share(Part(parcels.Ended, parcels.Total))} {Markup.Escape(parcels.Words.In(language))}  {Number(parcels.Ended)} / {Number(parcels.Total)}, {Number(parcels.Count)} {Say("trên đường", "under way")}"));
        }

        rows.AddRange(state.Notes.Select(note => new Text(note.In(language))));
        rows.Add(lanes);
        foreach (var (at, words) in state.Troubles.TakeLast(MostTroubles))
        {
            rows.Add(new Markup($"[yellow]{Clock(at)}  {Markup.Escape(words.In(language))}[/]"));
        }

        return new Rows(rows);
    }

    /// <summary>The same in one sentence, where nothing can be redrawn.</summary>
    public static Bilingual Line(DemoState state) => (Line(state, Language.Vietnamese), Line(state, Language.English));

    public static IRenderable Box(Bilingual heading, IEnumerable<Bilingual> lines, bool isGood, Language language) => new Panel(
        new Rows(lines.Select(line => new Text(line.In(language)))))
    {
        Header = new PanelHeader($" {heading.In(language)} "),
        Border = BoxBorder.Rounded,
        BorderStyle = new Style(isGood ? Color.Green : Color.Red),
    };

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');

    private static string Line(DemoState state, Language language)
    {
        var lanes = state.Lanes.Select(lane => language is Language.English
            ? $"{lane.Name.En}: {StateWords.Lane(lane.State).En}, waiting {Number(lane.Waiting)}, dead {Number(lane.Dead)}{(lane.UnderWay is { } moving ? $", {Number(moving.Count)} {moving.Words.En} under way" : "")}"
            : $"{lane.Name.Vi}: {StateWords.Lane(lane.State).Vi}, chờ {Number(lane.Waiting)}, hỏng {Number(lane.Dead)}{(lane.UnderWay is { } onWay ? $", {Number(onWay.Count)} {onWay.Words.Vi} trên đường" : "")}");
        var begin = language is Language.English
            ? $"{Clock(state.Elapsed)}  accepted {Number(state.Accepted)}, duplicates {Number(state.Duplicates)}, delivered {Number(state.Delivered)}, {Number((long)state.PerSecond)}/s"
            : $"{Clock(state.Elapsed)}  nhận {Number(state.Accepted)}, trùng {Number(state.Duplicates)}, chuyển {Number(state.Delivered)}, {Number((long)state.PerSecond)}/s";
        return string.Join("; ", lanes.Prepend(begin).Concat(state.Notes.Select(note => note.In(language))));
    }

    private static string Left(DemoState state, Language language) => state.Left is not { } left ? ""
        : language is Language.English ? $"about {Clock(left)} left" : $"còn khoảng {Clock(left)}";

    private static string Clock(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture);

    private static double Part(long part, long whole) => whole == 0 ? 1 : Math.Clamp(part / (double)whole, 0, 1);

    private static string Share(double share)
    {
        var full = (int)Math.Floor(share * Bar);
        return $"[green]{new string('█', full)}[/][grey]{new string('░', Bar - full)}[/] {Math.Floor(share * 100),3:0}%";
    }

    private static string Coloured(string words, string state) => state switch
    {
        "open" => $"[green]{Markup.Escape(words)}[/]",
        "outage" => $"[red]{Markup.Escape(words)}[/]",
        _ => $"[yellow]{Markup.Escape(words)}[/]",
    };
}
