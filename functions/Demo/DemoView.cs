using Hub.Functions.Shell;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hub.Functions.Demo;

/// <summary>Where the day is shown: redrawn in place before a person, as lines in a pipe, not at all beside JSON.</summary>
internal static class DemoView
{
    // A pipe is given no more lines than somebody will read.
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    /// <param name="day">Calls what it is given whenever the day has moved on.</param>
    public static async Task ShowAsync(bool isJson, Func<Action<DemoState>, Task> day)
    {
        if (isJson)
        {
            await day(_ => { });
        }
        else if (!Output.Terminal.IsLive)
        {
            await LinesAsync(day);
        }
        else
        {
            await Screen().Live(new Text("")).AutoClear(false).StartAsync(context => day(state =>
            {
                context.UpdateTarget(DemoScreen.Draw(state, Output.Language));
                context.Refresh();
            }));
        }
    }

    public static void Write(IRenderable picture) => Screen().Write(picture);

    private static Task LinesAsync(Func<Action<DemoState>, Task> day)
    {
        var (last, told) = (TimeSpan.MinValue, 0);
        return day(state =>
        {
            foreach (var (_, words) in state.Troubles.Skip(told))
            {
                Output.Line(2, ("!! " + words.Vi, "!! " + words.En));
            }

            told = state.Troubles.Count;
            if (state.IsOver || last == TimeSpan.MinValue || state.Elapsed - last >= BetweenLines)
            {
                last = state.Elapsed;
                Output.Line(2, DemoScreen.Line(state));
            }
        });
    }

    private static IAnsiConsole Screen()
    {
        var terminal = Output.Terminal;
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            Ansi = terminal.IsLive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal.IsLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal.IsLive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        screen.Profile.Width = Math.Min(terminal.Width, Terminal.Narrowest);
        return screen;
    }
}
