namespace Support;

/// <summary>Entries of a log as ASP.NET's console writes it: a level and a category on one line, the message indented below.</summary>
public static class LogEntries
{
    private static readonly string[] Complaining = ["warn: ", "fail: ", "crit: "];

    /// <summary>The warnings and errors of a log, each with its message and exception.</summary>
    public static IReadOnlyList<string> Complaints(string log)
    {
        var complaints = new List<string>();
        var isComplaint = false;
        foreach (var line in log.Split('\n'))
        {
            if (!line.StartsWith(' '))
            {
                isComplaint = Array.Exists(Complaining, level => line.StartsWith(level, StringComparison.Ordinal));
                if (isComplaint)
                {
                    complaints.Add(line);
                }
            }
            else if (isComplaint)
            {
                complaints[^1] += "\n" + line;
            }
        }

        return complaints;
    }
}
