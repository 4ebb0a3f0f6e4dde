"""From a workbook to an XForm and its rules: what authors write, checked and grown."""
