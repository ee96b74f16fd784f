namespace Hub.UnitTests.NationalPortal.Fakes;

internal static class Samples
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Root(), "schemas", "national-portal", "samples", name));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Hub.sln was not found above the tests.");
    }
}
